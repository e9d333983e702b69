declare module 'grafana-internal/router-v5' {
  import type { History } from 'history';
  import type { ComponentType, ReactNode } from 'react';

  /** The router of react-router-dom 5, which Grafana's pages live in. */
  export const Router: ComponentType<{ history: History; children?: ReactNode }>;
}

// Only handed on to plugins, so their types are never looked at here.
declare module 'd3';
declare module 'prismjs';
