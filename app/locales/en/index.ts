import { analytics } from './analytics.ts';
import { analyticsTables } from './analytics-tables.ts';
import { campaignEditor } from './campaign-editor.ts';
import { campaignResults } from './campaign-results.ts';
import { campaigns } from './campaigns.ts';
import { customer } from './customer.ts';
import { customers } from './customers.ts';
import { decisions } from './decisions.ts';
import { fields } from './fields.ts';
import { home } from './home.ts';
import { imports } from './imports.ts';
import { loyalty } from './loyalty.ts';
import { mail } from './mail.ts';
import { predictions } from './predictions.ts';
import { privacy } from './privacy.ts';
import { segmentRules } from './segment-rules.ts';
import { segments } from './segments.ts';
import { settings } from './settings.ts';
import { shared } from './shared.ts';
import { shell } from './shell.ts';
import { unsubscribe } from './unsubscribe.ts';

export const en = {
  analytics,
  analyticsTables,
  campaignEditor,
  campaignResults,
  campaigns,
  customer,
  customers,
  decisions,
  fields,
  home,
  imports,
  loyalty,
  mail,
  predictions,
  privacy,
  segmentRules,
  segments,
  settings,
  shared,
  shell,
  unsubscribe,
};
