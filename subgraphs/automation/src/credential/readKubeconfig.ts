import { KubeConfig } from '@kubernetes/client-node';
import { parse } from 'yaml';

/** Fields that would have the platform run a program or read a file of its own, some of them as soon as the client reads the kubeconfig. */
const programs = ['exec', 'auth-provider'];
const files = ['certificate-authority', 'client-certificate', 'client-key', 'tokenFile', 'token-file'];

export type ReadKubeconfig = { server: string; context: string; config: KubeConfig } | { problem: string };

/**
 * A kubeconfig, for one of its contexts (its current one by default). One that would have the platform run a program, read a file of its own or trust whoever
 * answers is refused: its server, authority, token or certificates have to stand in it. Pure.
 */
export function readKubeconfig(text: string, context?: string): ReadKubeconfig {
  const config = new KubeConfig();
  try {
    const names = namesIn(parse(text, { maxAliasCount: 10 }), new Set());
    if (programs.some((name) => names.has(name)))
      return { problem: 'The kubeconfig gets its token from a program (exec, auth-provider); give one with a token or a client certificate in it.' };
    if (files.some((name) => names.has(name)))
      return { problem: 'The kubeconfig names files; put what is in them into it (kubectl config view --flatten).' };
    config.loadFromString(text);
  } catch (error) {
    return { problem: `The kubeconfig cannot be read: ${error instanceof Error ? error.message : String(error)}.` };
  }
  if (context !== undefined) config.setCurrentContext(context);
  const used = config.getCurrentContext();
  const [cluster, user] = [config.getCurrentCluster(), config.getCurrentUser()];
  if (!cluster || !user)
    return { problem: `The kubeconfig has no context ${used ? `"${used}" with its cluster and user` : 'that is the current one'}.` };
  if (cluster.skipTLSVerify)
    return { problem: 'The kubeconfig says insecure-skip-tls-verify; give the authority (certificate-authority-data) instead.' };
  if (cluster.proxyUrl) return { problem: 'The kubeconfig names a proxy, which is not supported.' };
  if (!URL.canParse(cluster.server) || !/^https?:$/.test(new URL(cluster.server).protocol))
    return { problem: 'The server of the kubeconfig is not a URL.' };
  return { server: cluster.server, context: used, config };
}

function namesIn(value: unknown, found: Set<string>): Set<string> {
  if (typeof value !== 'object' || value === null) return found;
  for (const [name, field] of Object.entries(value)) {
    found.add(name);
    namesIn(field, found);
  }
  return found;
}
