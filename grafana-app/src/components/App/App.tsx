import React, { lazy, Suspense, useState } from 'react';
import { LoadingPlaceholder } from '@grafana/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { Navigate, Route, Routes } from 'react-router-dom';
import { createBrowserHub } from '../../api/live/createBrowserHub';
import type { LiveHub } from '../../api/live/createHub';
import { LiveProvider } from '../../api/live/LiveContext';
import { createQueryClient } from '../../api/queryClient';
import { reloadOnce } from '../../loading/reloadOnce';
import { NotFound } from '../NotFound/NotFound';

const RoutesPage = lazyPage(() => import('../../pages/Routes/RoutesPage').then((page) => page.RoutesPage));
const Correlation = lazyPage(() => import('../../pages/Correlation/Correlation').then((page) => page.Correlation));
const PoliciesPage = lazyPage(() => import('../../pages/Policies/PoliciesPage').then((page) => page.PoliciesPage));
const ChainsPage = lazyPage(() => import('../../pages/Chains/ChainsPage').then((page) => page.ChainsPage));
const Incidents = lazyPage(() => import('../../pages/Incidents/Incidents').then((page) => page.Incidents));
const Incident = lazyPage(() => import('../../pages/Incident/Incident').then((page) => page.Incident));
const Alerts = lazyPage(() => import('../../pages/Alerts/Alerts').then((page) => page.Alerts));
const Rules = lazyPage(() => import('../../pages/Rules/Rules').then((page) => page.Rules));
const Rule = lazyPage(() => import('../../pages/Rule/Rule').then((page) => page.Rule));
const ManagedRules = lazyPage(() => import('../../pages/ManagedRules/ManagedRules').then((page) => page.ManagedRules));
const ManagedRule = lazyPage(() => import('../../pages/ManagedRule/ManagedRule').then((page) => page.ManagedRule));
const RuleTargets = lazyPage(() => import('../../pages/RuleTargets/RuleTargets').then((page) => page.RuleTargets));
const RuleSources = lazyPage(() => import('../../pages/RuleSources/RuleSources').then((page) => page.RuleSources));
const Integrations = lazyPage(() => import('../../pages/Integrations/Integrations').then((page) => page.Integrations));
const Integration = lazyPage(() => import('../../pages/Integration/Integration').then((page) => page.Integration));
const MyNotifications = lazyPage(() =>
  import('../../pages/MyNotifications/MyNotifications').then((page) => page.MyNotifications)
);
const OnCall = lazyPage(() => import('../../pages/OnCall/OnCall').then((page) => page.OnCall));
const Schedules = lazyPage(() => import('../../pages/Schedules/Schedules').then((page) => page.Schedules));
const Schedule = lazyPage(() => import('../../pages/Schedule/Schedule').then((page) => page.Schedule));
const ScheduleForm = lazyPage(() => import('../../pages/ScheduleForm/ScheduleForm').then((page) => page.ScheduleForm));
const Channels = lazyPage(() => import('../../pages/Channels/Channels').then((page) => page.Channels));
const N8n = lazyPage(() => import('../../pages/N8n/N8n').then((page) => page.N8n));
const Approvals = lazyPage(() => import('../../pages/Approvals/Approvals').then((page) => page.Approvals));
const TriggersPage = lazyPage(() => import('../../pages/Triggers/TriggersPage').then((page) => page.TriggersPage));
const Silences = lazyPage(() => import('../../pages/Silences/Silences').then((page) => page.Silences));
const Deliveries = lazyPage(() => import('../../pages/Deliveries/Deliveries').then((page) => page.Deliveries));
const Templates = lazyPage(() => import('../../pages/Templates/Templates').then((page) => page.Templates));
const Enrichment = lazyPage(() => import('../../pages/Enrichment/Enrichment').then((page) => page.Enrichment));
const Playbooks = lazyPage(() => import('../../pages/Playbooks/Playbooks').then((page) => page.Playbooks));
const Playbook = lazyPage(() => import('../../pages/Playbook/Playbook').then((page) => page.Playbook));
const NewPlaybook = lazyPage(() => import('../../pages/Playbook/NewPlaybook').then((page) => page.NewPlaybook));
const Scripts = lazyPage(() => import('../../pages/Scripts/Scripts').then((page) => page.Scripts));
const Script = lazyPage(() => import('../../pages/Script/Script').then((page) => page.Script));
const NewScript = lazyPage(() => import('../../pages/Script/NewScript').then((page) => page.NewScript));
const Secrets = lazyPage(() => import('../../pages/Secrets/Secrets').then((page) => page.Secrets));
const Runners = lazyPage(() => import('../../pages/Runners/Runners').then((page) => page.Runners));
const Runs = lazyPage(() => import('../../pages/Runs/Runs').then((page) => page.Runs));
const Run = lazyPage(() => import('../../pages/Run/Run').then((page) => page.Run));
const Resources = lazyPage(() => import('../../pages/Resources/Resources').then((page) => page.Resources));
const Resource = lazyPage(() => import('../../pages/Resource/Resource').then((page) => page.Resource));

interface Props {
  createHub?: () => LiveHub;
  createClient?: typeof createQueryClient;
}

/** The app: its cache, its live stream, and which page answers which path below `/a/sre-platform-app`. */
export function App({ createHub = createBrowserHub, createClient = createQueryClient }: Props) {
  const [queryClient] = useState(() => createClient());
  return (
    <QueryClientProvider client={queryClient}>
      <LiveProvider createHub={createHub}>
        <Suspense fallback={<LoadingPlaceholder text="" />}>
          <Routes>
            <Route index element={<Navigate to="incidents" replace />} />
            <Route path="routes" element={<RoutesPage />} />
            <Route path="correlation" element={<Correlation />} />
            <Route path="policies" element={<PoliciesPage />} />
            <Route path="chains" element={<ChainsPage />} />
            <Route path="incidents" element={<Incidents />} />
            <Route path="incidents/:id" element={<Incident />} />
            <Route path="alerts" element={<Alerts />} />
            <Route path="rules" element={<Rules />} />
            <Route path="rules/sources" element={<RuleSources />} />
            <Route path="rules/managed" element={<ManagedRules />} />
            <Route path="rules/managed/new" element={<ManagedRule />} />
            <Route path="rules/managed/:id" element={<ManagedRule />} />
            <Route path="rules/targets" element={<RuleTargets />} />
            <Route path="rules/:id" element={<Rule />} />
            <Route path="integrations" element={<Integrations />} />
            <Route path="integrations/:id" element={<Integration />} />
            <Route path="my-notifications" element={<MyNotifications />} />
            <Route path="on-call" element={<OnCall />} />
            <Route path="schedules" element={<Schedules />} />
            <Route path="schedules/new" element={<ScheduleForm key="new" />} />
            <Route path="schedules/:id" element={<Schedule />} />
            <Route path="schedules/:id/edit" element={<ScheduleForm key="edit" />} />
            <Route path="channels" element={<Channels />} />
            <Route path="n8n" element={<N8n />} />
            <Route path="approvals" element={<Approvals />} />
            <Route path="triggers" element={<TriggersPage />} />
            <Route path="silences" element={<Silences />} />
            <Route path="enrichment" element={<Enrichment />} />
            <Route path="templates" element={<Templates />} />
            <Route path="deliveries" element={<Deliveries />} />
            <Route path="playbooks" element={<Playbooks />} />
            <Route path="playbooks/new" element={<NewPlaybook />} />
            <Route path="playbooks/:id" element={<Playbook />} />
            <Route path="scripts" element={<Scripts />} />
            <Route path="scripts/new" element={<NewScript />} />
            <Route path="scripts/:id" element={<Script />} />
            <Route path="secrets" element={<Secrets />} />
            <Route path="runners" element={<Runners />} />
            <Route path="runs" element={<Runs />} />
            <Route path="runs/:id" element={<Run />} />
            <Route path="resources" element={<Resources />} />
            <Route path="resources/:id" element={<Resource />} />
            <Route path="*" element={<NotFound />} />
          </Routes>
        </Suspense>
      </LiveProvider>
    </QueryClientProvider>
  );
}

function lazyPage(load: () => Promise<React.ComponentType>) {
  return lazy(async () => ({ default: await reloadOnce(load) }));
}
