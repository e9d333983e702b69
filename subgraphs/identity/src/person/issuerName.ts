/**
 * The name under which an issuer is stored: its address without final slashes. Grafana signs with one, people configure issuers with or without, and
 * nobody runs two issuers that differ in nothing else. Tokens are still checked against the issuer's own spelling.
 */
export const issuerName = (issuer: string): string => issuer.replace(/\/+$/, '');
