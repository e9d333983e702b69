import type { Language } from '#contracts/directory';
import type { IncidentStatus, Severity } from '#contracts/words';
import type { NoticeEvent } from '../notice/noticeEvent.ts';
import type { AnswerAction } from './message.ts';

/** Who did it, of which schedule, and from when to when by which clock. */
type SwapTold = { by: string; schedule: string; from: string; to: string; zone: string };

/** Everything that messages and answer pages say by themselves. */
export type Words = {
  headlines: Record<NoticeEvent, string>;
  /** Headlines that name who did it. */
  by: Partial<Record<NoticeEvent, (name: string) => string>>;
  severities: Record<Severity, string>;
  statuses: Record<IncidentStatus, string>;
  severity: string;
  status: string;
  openedAt: string;
  dueAt: string;
  labels: string;
  openPage: string;
  answerPage: string;
  more: string;
  actions: Record<AnswerAction, string>;
  test: { title: string; text: string };
  verification: { title: string; text: (code: string) => string };
  digestTitle: string;
  /** Of a question that a run asks. */
  approval: { title: (playbook: string) => string; incident: string; askedBy: string; until: string; openPage: string };
  /** What happened to a shift that was offered. */
  swaps: Record<'swap_offered' | 'swap_taken' | 'swap_withdrawn', (told: SwapTold) => string>;
  /** Of a message about many incidents. */
  group: {
    /** How many there are; how many of them stand so. */
    incidents: (count: number) => string;
    standing: (count: number, status: IncidentStatus) => string;
    left: (count: number) => string;
    acknowledgeAll: (count: number) => string;
    openPage: string;
  };
};

const english: Words = {
  headlines: {
    opened: 'Triggered',
    updated: 'Updated',
    reminder: 'Still waiting for somebody',
    acknowledged: 'Acknowledged',
    unacknowledged: 'Nobody has it any more',
    resolved: 'Resolved',
    mentioned: 'You were mentioned',
    sla_breached: 'A deadline has passed',
    digest: 'Summary',
    swap_offered: 'A shift is offered',
    swap_taken: 'Your shift was taken',
    swap_withdrawn: 'A shift is not offered any more',
    test: 'Test',
    verification: 'Confirm your address',
    approval: 'Waits for your approval',
    automation: 'From a playbook',
  },
  by: {
    acknowledged: (name) => `Acknowledged by ${name}`,
    resolved: (name) => `Resolved by ${name}`,
    mentioned: (name) => `${name} mentioned you`,
    automation: (name) => `From the playbook ${name}`,
  },
  severities: { CRITICAL: 'Critical', HIGH: 'High', MEDIUM: 'Medium', LOW: 'Low', INFO: 'Info' },
  statuses: { TRIGGERED: 'Triggered', ACKNOWLEDGED: 'Acknowledged', RESOLVED: 'Resolved', MERGED: 'Merged' },
  severity: 'Severity',
  status: 'Status',
  openedAt: 'Open since',
  dueAt: 'Was due',
  labels: 'Labels',
  openPage: 'Open the incident',
  answerPage: 'Answer without signing in',
  more: 'There is more on the page of the incident.',
  actions: { acknowledge: 'Acknowledge', resolve: 'Resolve', approve: 'Approve', reject: 'Reject' },
  test: { title: 'A test of this channel', text: 'If you can read this, notices arrive here. Nothing is wrong.' },
  verification: { title: 'Confirm your address', text: (code) => `Your code is ${code}. Enter it on your page of contacts.` },
  digestTitle: 'What happened',
  approval: {
    title: (playbook) => `May ${playbook} go on?`,
    incident: 'Incident',
    askedBy: 'Asked by',
    until: 'Until',
    openPage: 'See what it would do',
  },
  swaps: {
    swap_offered: ({ by, schedule, from, to, zone }) =>
      `${by} offers a shift in ${schedule}: ${from} to ${to} (${zone}). Take it on the page of the schedule.`,
    swap_taken: ({ by, schedule, from, to, zone }) => `${by} takes your shift in ${schedule}: ${from} to ${to} (${zone}).`,
    swap_withdrawn: ({ by, schedule, from, to, zone }) => `${by} keeps the shift in ${schedule}: ${from} to ${to} (${zone}).`,
  },
  group: {
    incidents: (count) => (count === 1 ? '1 incident' : `${count} incidents`),
    standing: (count, status) => `${count} ${english.statuses[status].toLowerCase()}`,
    left: (count) => `… and ${count} more`,
    acknowledgeAll: (count) => (count === 1 ? 'Acknowledge it' : `Acknowledge all ${count}`),
    openPage: 'Open the incidents',
  },
};

const chinese: Words = {
  headlines: {
    opened: '已觸發',
    updated: '已更新',
    reminder: '仍待處理',
    acknowledged: '已確認',
    unacknowledged: '目前無人處理',
    resolved: '已解決',
    mentioned: '有人提及您',
    sla_breached: '已超過期限',
    digest: '摘要',
    swap_offered: '有人提供換班',
    swap_taken: '您的班已有人接手',
    swap_withdrawn: '換班已撤回',
    test: '測試',
    verification: '確認您的聯絡方式',
    approval: '等待您的核准',
    automation: '來自劇本',
  },
  by: {
    acknowledged: (name) => `${name} 已確認`,
    resolved: (name) => `${name} 已解決`,
    mentioned: (name) => `${name} 提及您`,
    automation: (name) => `來自劇本「${name}」`,
  },
  severities: { CRITICAL: '嚴重', HIGH: '高', MEDIUM: '中', LOW: '低', INFO: '資訊' },
  statuses: { TRIGGERED: '已觸發', ACKNOWLEDGED: '已確認', RESOLVED: '已解決', MERGED: '已合併' },
  severity: '嚴重性',
  status: '狀態',
  openedAt: '開始時間',
  dueAt: '期限',
  labels: '標籤',
  openPage: '開啟事件',
  answerPage: '免登入回應',
  more: '完整內容請見事件頁面。',
  actions: { acknowledge: '確認', resolve: '解決', approve: '核准', reject: '拒絕' },
  test: { title: '此通道的測試', text: '看到這則訊息，表示通知能送達這裡。一切正常。' },
  verification: { title: '確認您的聯絡方式', text: (code) => `您的驗證碼是 ${code}，請在聯絡方式頁面輸入。` },
  digestTitle: '近況摘要',
  approval: {
    title: (playbook) => `「${playbook}」可以繼續執行嗎？`,
    incident: '事件',
    askedBy: '提出者',
    until: '期限',
    openPage: '查看將執行的內容',
  },
  swaps: {
    swap_offered: ({ by, schedule, from, to, zone }) => `${by} 想請人代「${schedule}」的班：${from} 至 ${to}（${zone}）。請在排班頁面接手。`,
    swap_taken: ({ by, schedule, from, to, zone }) => `${by} 接手您在「${schedule}」的班：${from} 至 ${to}（${zone}）。`,
    swap_withdrawn: ({ by, schedule, from, to, zone }) => `${by} 將自行值「${schedule}」的班：${from} 至 ${to}（${zone}）。`,
  },
  group: {
    incidents: (count) => `${count} 個事件`,
    standing: (count, status) => `${count} 個${chinese.statuses[status]}`,
    left: (count) => `…另有 ${count} 個`,
    acknowledgeAll: (count) => `全部確認（${count}）`,
    openPage: '開啟事件列表',
  },
};

/** The words of a language. */
export function wordsOf(language: Language): Words {
  return { 'en-US': english, 'zh-Hant': chinese }[language];
}
