import type { HostBootData } from './buildBootData.ts';

/** The HTML document of every page: boot data first, since Grafana's packages read it while they are imported. */
export function renderPage(bootData: HostBootData): string {
  const { theme, language } = bootData.user;
  // Below 0x20 JSON is escaped by its own rules; `<` could end the script and is written as an escape.
  const data = JSON.stringify(bootData).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="${language}" class="theme-${theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="${theme}">
<base href="/">
<title>Grafana</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/public/host/boot.css">
<style>html{background:${theme === 'dark' ? '#111217' : '#fbfbfb'}}</style>
</head>
<body class="theme-${theme} app-grafana">
<div id="reactRoot"></div>
<script>window.__grafana_public_path__='/public/';window.grafanaBootData=${data};</script>
<script type="module" src="/public/host/boot.js"></script>
</body>
</html>
`;
}
