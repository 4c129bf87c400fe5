import { decisions } from './decisions.ts';
import { fields } from './fields.ts';
import { mail } from './mail.ts';
import { privacy } from './privacy.ts';
import { shared } from './shared.ts';
import { shell } from './shell.ts';

export const en = { decisions, fields, mail, privacy, shared, shell };
