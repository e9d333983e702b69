import { lastValueFrom } from 'rxjs';
import { config, getBackendSrv, isFetchError, type BackendSrvRequest } from '@grafana/runtime';
import { GRAPHQL_URL, PROXY } from '../../api/addresses';
import { ViewerDocument } from '../../api/generated/graphql';
import { trusted } from '../../api/trusted';
import { asRecord, type Answer, type Finding } from './finding';
import { judgeReadiness } from './judgeReadiness';
import { judgeViewer } from './judgeViewer';
import { partNames } from './partNames';

/**
 * Walks the whole way that every page of the app goes: this browser, Grafana's plugin proxy with the saved settings, the gateway.
 * First whether the gateway is there and ready, then whom it takes this person for.
 */
export async function testConnection(): Promise<Finding> {
  const readiness = await ask({ url: `${PROXY}/readyz`, method: 'GET' });
  if (readiness === undefined) {
    return { reason: 'grafanaUnreachable' };
  }
  const obstacle = judgeReadiness(readiness);
  if (obstacle !== undefined) {
    return obstacle;
  }
  const viewer = await ask({ url: GRAPHQL_URL, method: 'POST', data: trusted(ViewerDocument) });
  if (viewer === undefined) {
    return { reason: 'grafanaUnreachable' };
  }
  const finding = judgeViewer(viewer, config.bootData.user?.isSignedIn ?? false);
  return finding.reason === 'connected'
    ? { ...finding, degraded: partNames(asRecord(readiness.body).degraded) }
    : finding;
}

/** The answer of any status, or undefined when there was none. */
async function ask(request: BackendSrvRequest): Promise<Answer | undefined> {
  try {
    const { status, data } = await lastValueFrom(
      getBackendSrv().fetch<unknown>({ ...request, showErrorAlert: false, showSuccessAlert: false })
    );
    return { status, body: data };
  } catch (error) {
    if (!isFetchError<unknown>(error)) {
      throw error;
    }
    return error.status > 0 ? { status: error.status, body: error.data } : undefined;
  }
}
