/** What the switchers of the top bar choose. The server keeps the choice in cookies. */
export interface VisitorSwitch {
  user?: string;
  theme?: string;
  lang?: string;
}

/** Loads the page again as another visitor: Grafana, too, takes theme and language from its boot data. */
export function switchVisitor(change: VisitorSwitch): void {
  const url = new URL(window.location.href);
  for (const [name, value] of Object.entries(change)) {
    url.searchParams.set(name, value);
  }
  window.location.assign(url);
}

/** Takes the switches out of the address once the server has kept them, so that a copied address switches nobody. */
export function forgetSwitches(): void {
  const url = new URL(window.location.href);
  for (const name of ['user', 'theme', 'lang']) {
    url.searchParams.delete(name);
  }
  if (url.href !== window.location.href) {
    window.history.replaceState(window.history.state, '', url);
  }
}
