import { toGid } from '#app/domain/ids.ts';
import type { TagAnswer, TagPort } from '#app/services/ports/tag-port.ts';
import type { AdminClient } from './admin/admin-client.server.ts';
import { addTag, removeTag } from './operations/tags.ts';
import { isGone, toRefusal, type UserError } from './user-errors.ts';

export function createTagPort(client: AdminClient): TagPort {
  const variables = (customerId: string, tag: string) => ({
    id: toGid('Customer', customerId),
    tags: [tag],
  });
  return {
    async add(shop, customerId, tag) {
      const data = await client.run(shop.domain, addTag, variables(customerId, tag));
      return toAnswer(data.tagsAdd?.userErrors ?? []);
    },
    async remove(shop, customerId, tag) {
      const data = await client.run(shop.domain, removeTag, variables(customerId, tag));
      return toAnswer(data.tagsRemove?.userErrors ?? []);
    },
  };
}

function toAnswer(errors: readonly UserError[]): TagAnswer {
  if (errors.length === 0) return { outcome: 'written' };
  return isGone(errors) ? { outcome: 'customer_gone' } : toRefusal(errors);
}
