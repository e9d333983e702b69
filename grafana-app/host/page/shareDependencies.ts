import * as emotionCss from '@emotion/css';
import * as emotionReact from '@emotion/react';
import * as grafanaData from '@grafana/data';
import * as grafanaDataUnstable from '@grafana/data/unstable';
import * as grafanaRuntime from '@grafana/runtime';
import * as grafanaRuntimeUnstable from '@grafana/runtime/unstable';
import * as grafanaUi from '@grafana/ui';
import * as grafanaUiUnstable from '@grafana/ui/unstable';
import { getI18nInstance } from 'grafana-internal/i18n';
import * as routerV5 from 'grafana-internal/router-v5';
import React from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import ReactDOM from 'react-dom';
import * as routerCompat from 'react-router-dom-v5-compat';
import * as rxjs from 'rxjs';
import * as rxjsOperators from 'rxjs/operators';

const eager: Record<string, object> = {
  '@emotion/css': emotionCss,
  '@emotion/react': emotionReact,
  emotion: emotionCss,
  '@grafana/data': grafanaData,
  '@grafana/data/unstable': grafanaDataUnstable,
  '@grafana/runtime': grafanaRuntime,
  '@grafana/runtime/unstable': grafanaRuntimeUnstable,
  '@grafana/ui': grafanaUi,
  '@grafana/ui/unstable': grafanaUiUnstable,
  react: commonJs(React),
  'react/jsx-runtime': { ...jsxRuntime },
  'react-dom': commonJs(ReactDOM),
  // Grafana gives plugins the bridge to react-router 6 under this name, and version 5 under the other.
  'react-router': routerCompat,
  'react-router-dom': routerV5,
  rxjs,
  'rxjs/operators': rxjsOperators,
};

const lazy: Record<string, () => Promise<object>> = {
  d3: () => import('d3'),
  // Asked for after the host has set its language: a copy made earlier would keep the language of that time.
  i18next: async () => commonJs(getI18nInstance()),
  jquery: async () => commonJs((await import('jquery')).default),
  lodash: async () => commonJs((await import('lodash')).default),
  moment: async () => commonJs((await import('moment')).default),
  prismjs: async () => commonJs((await import('prismjs')).default),
  'react-dom/client': async () => commonJs(await import('react-dom/client')),
  'react-redux': () => import('react-redux'),
  redux: () => import('redux'),
};

/** Offers plugins the host's own copies of what Grafana shares with them, under the names their bundles ask for. */
export function shareDependencies(): void {
  const names = [...Object.keys(eager), ...Object.keys(lazy)];
  System.addImportMap({ imports: Object.fromEntries(names.map((name) => [name, `package:${name}`])) });
  for (const [name, module] of Object.entries(eager)) {
    System.set(`package:${name}`, asModule(module));
  }
  for (const [name, load] of Object.entries(lazy)) {
    System.register(`package:${name}`, [], (share) => ({
      execute: async () => void share(Object.fromEntries(Object.entries(await load()))),
    }));
  }
}

/** A CommonJS module: who asks for it gets the object itself, not a namespace around it. */
function commonJs(module: object) {
  return { default: module, __useDefault: true };
}

/**
 * SystemJS copies whatever is not marked as a module, and a copy does not see what Grafana sets later (such as the component behind
 * `PluginPage`). Webpack marks its namespaces; esbuild's are marked here.
 */
function asModule(module: object): object {
  if (!Reflect.has(module, Symbol.toStringTag) && Object.isExtensible(module)) {
    Object.defineProperty(module, Symbol.toStringTag, { value: 'Module' });
  }
  return module;
}
