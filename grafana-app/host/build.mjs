import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

// Builds the host's page into host/dist/public, which the host serves under /public: the code, and the icons and fonts that Grafana
// would serve from its own installation.
const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, 'dist', 'public');
const { resolve } = createRequire(join(here, 'build.mjs'));
const packageOf = (name) => dirname(resolve(`${name}/package.json`));
const ui = packageOf('@grafana/ui');
const ofUi = createRequire(join(ui, 'package.json'));

await rm(join(here, 'dist'), { recursive: true, force: true });
await mkdir(out, { recursive: true });

const shared = {
  bundle: true,
  minify: true,
  platform: 'browser',
  define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}', global: 'window' },
  mainFields: ['browser', 'module', 'main'],
  loader: { '.woff2': 'file', '.woff': 'file', '.ttf': 'file', '.svg': 'file', '.png': 'file' },
  legalComments: 'none',
  logLevel: 'error',
};

await Promise.all([
  build({
    ...shared,
    entryPoints: [join(here, 'page', 'boot.tsx')],
    outdir: join(out, 'host'),
    format: 'esm',
    splitting: true,
    jsx: 'automatic',
    tsconfigRaw: {},
    alias: {
      // Set-up functions of Grafana's packages that are not among their published exports.
      'grafana-internal/PluginPage': join(packageOf('@grafana/runtime'), 'dist/esm/components/PluginPage.mjs'),
      'grafana-internal/i18n': join(packageOf('@grafana/i18n'), 'dist/esm/i18n.mjs'),
      // Grafana routes with react-router-dom 5 and its bridge to version 6; the plugin has version 6 at the root.
      'grafana-internal/router-v5': dirname(ofUi.resolve('react-router-dom/package.json')),
      'react-router-dom-v5-compat': dirname(ofUi.resolve('react-router-dom-v5-compat/package.json')),
      // One instance serves the host, @grafana/ui and the plugin.
      i18next: packageOf('i18next'),
    },
  }),
  build({
    ...shared,
    entryPoints: {
      'editor.worker': resolve('monaco-editor/esm/vs/editor/editor.worker.js'),
      'json.worker': resolve('monaco-editor/esm/vs/language/json/json.worker.js'),
    },
    outdir: join(out, 'host', 'monaco'),
    format: 'iife',
  }),
  copyIcons(),
  copyFonts(),
]);

/**
 * The icons by the path they are asked for with, as files and gathered in one: Grafana, too, has them in its bundle, since each
 * on its own would be a request. @grafana/ui ships two thirds of the icons it names; the rest is in the set Grafana took them from.
 */
async function copyIcons() {
  const shipped = join(ui, 'dist', 'public', 'img', 'icons');
  const unicons = join(packageOf('@iconscout/unicons'), 'svg', 'line');
  const { availableIconsIndex } = await import(join(packageOf('@grafana/data'), 'dist/esm/types/icon.mjs'));
  const sources = new Map();
  for (const file of await readdir(unicons)) {
    if (Object.hasOwn(availableIconsIndex, basename(file, '.svg'))) {
      sources.set(`unicons/${file}`, join(unicons, file));
    }
  }
  for (const file of await readdir(shipped, { recursive: true })) {
    if (file.endsWith('.svg')) {
      sources.set(file, join(shipped, file));
    }
  }
  const icons = {};
  for (const [name, source] of sources) {
    icons[name] = await readFile(source, 'utf8');
    await cp(source, join(out, 'build', 'img', 'icons', name));
  }
  await mkdir(join(out, 'host'), { recursive: true });
  await writeFile(join(out, 'host', 'icons.json'), JSON.stringify(icons));
}

/** The fonts that @grafana/ui's styles ask Grafana for, under the names they ask with. */
async function copyFonts() {
  const inter = join(packageOf('@fontsource/inter'), 'files');
  const roboto = join(packageOf('@fontsource/roboto-mono'), 'files');
  const fonts = {
    'inter/Inter-Regular.woff2': join(inter, 'inter-latin-400-normal.woff2'),
    'inter/Inter-Medium.woff2': join(inter, 'inter-latin-500-normal.woff2'),
    'inter/Inter-Italic.woff2': join(inter, 'inter-latin-400-italic.woff2'),
    'inter/Inter-MediumItalic.woff2': join(inter, 'inter-latin-500-italic.woff2'),
    'roboto/L0xTDF4xlVMF-BfR8bXMIhJHg45mwgGEFl0_3vrtSM1J-gEPT5Ese6hmHSh0mQ.woff2': join(
      roboto,
      'roboto-mono-latin-400-normal.woff2'
    ),
  };
  for (const [name, file] of Object.entries(fonts)) {
    await cp(file, join(out, 'fonts', name));
  }
}
