import type { CampaignDefinition, CampaignStatus, Play } from '#app/domain/campaigns/definition.ts';
import type { Comparison } from '#app/domain/measurement/compare-groups.ts';

export interface GroupView {
  customers: number;
  buyers: number;
  orders: number;
  revenueMinor: number;
}

export interface ResultsView {
  attributionWindowDays: number;
  waiting: number;
  outcomes: { outcome: string; reason: string; count: number }[];
  treatment: GroupView;
  holdoutGroup: GroupView;
  comparison: Comparison;
  messages: Record<'sent' | 'sending' | 'failed' | 'uncertain', number>;
  codes: { issued: number; active: number; used: number; expired: number };
  effectProblems: { kind: string; state: string; reason: string; count: number }[];
}

export interface DecisionEffectView {
  effectId: string;
  kind: string;
  state: string;
  reason: string | null;
}

export interface DecisionRowView {
  decisionId: string;
  customerId: string;
  customerName: string;
  occasionAt: string;
  outcome: string | null;
  reason: string | null;
  code: string | null;
  effects: DecisionEffectView[];
}

export const SHOWS = ['waiting', 'act', 'hold-back', 'skip', 'uncertain'] as const;
export type Show = (typeof SHOWS)[number];

export interface DecisionFilter {
  show?: Show | undefined;
  reason?: string | undefined;
}

export interface VersionView {
  version: number;
  validFrom: string;
  /** The parts of the definition that differ from the version before. */
  changed: string[];
}

export interface CampaignView {
  campaignId: string;
  play: Play;
  name: string;
  status: CampaignStatus;
  isPlanning: boolean;
  /** Has been active at some time. */
  wasActive: boolean;
  definition: CampaignDefinition;
  sending: { isPaused: boolean; isAddressMissing: boolean };
  results: ResultsView;
  filter: DecisionFilter;
  isFirstPage: boolean;
  decisions: { items: DecisionRowView[]; next: string | null };
  versions: VersionView[];
}

/** The address of a campaign's page with its list of decisions narrowed down. */
export function decisionsUrl(campaignId: string, filter: DecisionFilter, cursor?: string): string {
  const params = new URLSearchParams();
  if (filter.show) params.set('show', filter.show);
  if (filter.reason) params.set('reason', filter.reason);
  if (cursor) params.set('cursor', cursor);
  const query = params.toString();
  return `/app/campaigns/${campaignId}${query ? `?${query}` : ''}`;
}
