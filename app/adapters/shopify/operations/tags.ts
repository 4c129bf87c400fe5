import { defineOperation } from '../admin/operation.ts';
import type {
  AddTagMutation,
  AddTagMutationVariables,
  RemoveTagMutation,
  RemoveTagMutationVariables,
} from '../generated/admin.ts';

export const addTag = defineOperation<AddTagMutation, AddTagMutationVariables>(/* GraphQL */ `
  mutation AddTag($id: ID!, $tags: [String!]!) {
    tagsAdd(id: $id, tags: $tags) {
      userErrors {
        field
        message
      }
    }
  }
`);

export const removeTag = defineOperation<
  RemoveTagMutation,
  RemoveTagMutationVariables
>(/* GraphQL */ `
  mutation RemoveTag($id: ID!, $tags: [String!]!) {
    tagsRemove(id: $id, tags: $tags) {
      userErrors {
        field
        message
      }
    }
  }
`);
