import type { BulkType } from '#app/services/ports/bulk-reader.ts';

/** A root object of a bulk file with the children that follow it. */
export interface BulkObject {
  root: Record<string, unknown>;
  children: Record<string, unknown>[];
  /** Lines of the file up to and with its last child. */
  linesRead: number;
}

const ROOT_TYPES: Record<BulkType, string> = {
  products: 'Product',
  customers: 'Customer',
  orders: 'Order',
};

/** The lines of a stream of bytes, one after the other, whatever the chunks. */
export async function* readLines(stream: ReadableStream<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = stream.getReader();
  let rest = '';
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const lines = (rest + decoder.decode(read.value, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    // Also where the consumer stops early: the rest of the file must not be held.
    await reader.cancel();
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

/**
 * Puts the lines of a grouped file together to whole objects, skipping those already read.
 * @throws where a child does not follow its parent: the file is not grouped
 */
export async function* groupObjects(
  lines: AsyncIterable<string>,
  type: BulkType,
  linesRead: number,
): AsyncIterable<BulkObject> {
  let current: BulkObject | null = null;
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (line <= linesRead) continue;
    const object = parseObject(text, line);
    if (isRoot(object, type)) {
      if (current) yield current;
      current = { root: object, children: [], linesRead: line };
      continue;
    }
    if (!current || object.__parentId !== current.root.id) {
      throw new Error(`Line ${line} of the ${type} does not follow its parent`);
    }
    current.children.push(object);
    current.linesRead = line;
  }
  if (current) yield current;
}

function parseObject(text: string, line: number): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null) return { ...value };
  throw new Error(`Line ${line} is no object`);
}

function isRoot(object: Record<string, unknown>, type: BulkType): boolean {
  return String(object.id).startsWith(`gid://shopify/${ROOT_TYPES[type]}/`);
}
