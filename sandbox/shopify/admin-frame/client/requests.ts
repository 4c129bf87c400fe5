import type { RequestMethod } from '../../app-bridge/protocol.ts';
import { confirmLeaving } from './dialogs.ts';
import { type Choice, openPicker } from './pickers.ts';

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function post(path: string, body: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (!response.ok || !isRecord(answer)) {
    const message = isRecord(answer) ? answer.error : null;
    throw new Error(
      typeof message === 'string' ? message : `The admin answered ${response.status}`,
    );
  }
  return answer;
}

let token: { text: string; until: number } | null = null;

// A token lives a minute: one is handed out again for half of that.
async function giveIdToken(argument: unknown): Promise<string> {
  const renew = isRecord(argument) && argument.renew === true;
  if (token && !renew && Date.now() < token.until) return token.text;
  const answer = await post('/admin-frame/id-token', {});
  token = { text: String(answer.token), until: Date.now() + 30_000 };
  return token.text;
}

function readLimit(multiple: unknown): number {
  if (typeof multiple === 'number') return multiple;
  return multiple === true ? Number.POSITIVE_INFINITY : 1;
}

interface FoundResource {
  id: string;
  title: string;
  detail: string;
  thumbnail: string | null;
  resource: unknown;
}

function isFound(value: unknown): value is FoundResource {
  return isRecord(value) && typeof value.id === 'string' && typeof value.title === 'string';
}

async function searchResources(type: unknown, query: string): Promise<FoundResource[]> {
  const answer = await post('/admin-frame/resources', { type, query });
  return Array.isArray(answer.resources) ? answer.resources.filter(isFound) : [];
}

function readIds(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item) => (isRecord(item) && typeof item.id === 'string' ? [item.id] : []));
}

async function pickResources(argument: unknown): Promise<unknown[] | null> {
  const options = isRecord(argument) ? argument : {};
  const known = new Map<string, FoundResource>();
  const search = async (query: string): Promise<Choice[]> => {
    const found = await searchResources(options.type, query);
    for (const resource of found) known.set(resource.id, resource);
    return found.map(({ id, title, detail, thumbnail }) => {
      return { id, heading: title, detail, thumbnail, isChild: false, disabled: false };
    });
  };
  const ids = await openPicker({
    title: `${options.action === 'select' ? 'Select' : 'Add'} ${String(options.type)}s`,
    limit: readLimit(options.multiple),
    selectedIds: readIds(options.selectionIds),
    search,
  });
  return ids?.flatMap((id) => known.get(id)?.resource ?? []) ?? null;
}

function readItem(value: unknown): Choice[] {
  if (!isRecord(value) || typeof value.id !== 'string') return [];
  const data = Array.isArray(value.data) ? value.data.map(String).join(' · ') : '';
  const thumbnail = isRecord(value.thumbnail) ? String(value.thumbnail.url) : null;
  const heading = String(value.heading);
  const disabled = value.disabled === true;
  return [{ id: value.id, heading, detail: data, thumbnail, isChild: false, disabled }];
}

async function pickItems(argument: unknown): Promise<string[] | null> {
  const options = isRecord(argument) ? argument : {};
  const items: unknown[] = Array.isArray(options.items) ? options.items : [];
  const choices = items.flatMap(readItem);
  const selected = items.filter((item) => isRecord(item) && item.selected === true);
  return openPicker({
    title: String(options.heading ?? 'Select'),
    limit: readLimit(options.multiple),
    selectedIds: readIds(selected),
    search: async (query) =>
      choices.filter(({ heading }) => heading.toLowerCase().includes(query.toLowerCase())),
  });
}

/** Answers what the app asks of the admin; throws with a sentence when it cannot. */
export async function answerRequest(method: RequestMethod, argument: unknown): Promise<unknown> {
  switch (method) {
    case 'idToken':
      return giveIdToken(argument);
    case 'user':
      return (await post('/admin-frame/user', {})).user;
    case 'scopes':
      return post('/admin-frame/scopes', argument);
    case 'resourcePicker':
      return pickResources(argument);
    case 'picker':
      return pickItems(argument);
    case 'leaveConfirmation':
      // Settles only when the merchant leaves: staying leaves the app as it is.
      return (await confirmLeaving()) ? null : new Promise(() => {});
  }
}
