/** What a shop's owner is told about privacy requests. */
export const privacy = {
  dataRequest: {
    subject: (requestId: string) => `Customer data request ${requestId}`,
    introduction: (requestId: string) =>
      'A customer asked your shop through Shopify for the data kept about them ' +
      `(request ${requestId}). Below is everything Perennial has stored, as JSON. ` +
      'Please check it and pass it on to the customer; the law gives you 30 days.',
  },
};
