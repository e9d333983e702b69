import CopyWebpackPlugin from 'copy-webpack-plugin';
import type { Configuration } from 'webpack';
import grafanaConfig, { type Env } from './.config/webpack/webpack.config';

/** Grafana's own configuration, and the service worker, which browsers want as a file of its own. */
export default async function config(env: Env): Promise<Configuration> {
  const base = await grafanaConfig(env);
  const worker = new CopyWebpackPlugin({
    patterns: [{ from: 'push/pushWorker.js', to: '.', info: { minimized: true } }],
  });
  return { ...base, plugins: [...(base.plugins ?? []), worker] };
}
