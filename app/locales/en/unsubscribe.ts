/** What shoppers read who follow the link at the foot of a mail. */
export const unsubscribe = {
  title: 'Unsubscribe',
  question: (shop: string) => `Stop marketing mail from ${shop}?`,
  explain:
    'You will get no more offers and news by mail. Mail about your orders still reaches you.',
  confirm: 'Unsubscribe',
  stay: 'To stay subscribed, just close this page.',
  doneTitle: 'You are unsubscribed',
  done: (shop: string) => `${shop} will send you no more marketing mail.`,
  already: (shop: string) => `You get no marketing mail from ${shop} at this address.`,
  again:
    'Changed your mind? Subscribe again in the store, when you order or in your account. It takes your own doing there: others can open a link in a mail, so this one only ever ends mail.',
  invalidTitle: 'This link does not work',
  invalid:
    'It may have been cut off. Open the mail once more and follow the whole link, or copy it.',
};
