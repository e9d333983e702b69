import type { HostBootData } from '../server/buildBootData.ts';

declare global {
  interface Window {
    grafanaBootData: HostBootData;
    MonacoEnvironment: { getWorker(moduleId: string, label: string): Worker };
  }
}
