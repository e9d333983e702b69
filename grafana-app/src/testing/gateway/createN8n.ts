import { connection, type Paging } from './connection';

interface N8nRecord {
  id: string;
  name: string;
  url: string;
  updatedAt: string;
}

/** n8n servers and their workflows, as far as the pages ask. */
export function createN8n(allow: (permission: string) => void) {
  const own = {
    connections: [] as N8nRecord[],
    workflows: [] as Array<{ id: string; name: string; active: boolean; path: string | null }>,
    keys: [] as Array<string | null | undefined>,
  };
  return {
    own,
    root: {
      n8nConnections: (paging: Paging) => connection(own.connections, paging),
      n8nWorkflows: () => own.workflows,
      saveN8nConnection: ({
        input,
      }: {
        input: { id?: string | null; name: string; url: string; apiKey?: string | null };
      }) => {
        allow('n8n:manage');
        own.keys.push(input.apiKey);
        const found = own.connections.find(({ id }) => id === input.id);
        const saved = found ?? {
          id: `n8n-${own.connections.length + 1}`,
          name: '',
          url: '',
          updatedAt: '2026-11-27T10:00:00.000Z',
        };
        Object.assign(saved, { name: input.name, url: input.url });
        if (!found) {
          own.connections.push(saved);
        }
        return saved;
      },
      deleteN8nConnection: ({ id }: { id: string }) => {
        allow('n8n:manage');
        own.connections = own.connections.filter((each) => each.id !== id);
        return id;
      },
    },
  };
}
