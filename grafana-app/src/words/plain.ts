/**
 * For values put into a translated text: Grafana's i18next escapes them for HTML, and React escapes what it renders once more, so that
 * `shop/cart` would be read as `shop&#x2F;cart`.
 */
export const plain = { interpolation: { escapeValue: false } } as const;
