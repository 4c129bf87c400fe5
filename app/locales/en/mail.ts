/** Fixed words of the mail to shoppers; the merchant writes the rest. */
export const mail = {
  yourCode: 'Your code',
  validUntil: (date: string) => `Yours alone, once, until ${date}`,
  minimum: (amount: string) => `On orders from ${amount}`,
  viewProduct: 'View',
  reasons: {
    birthday: (shop: string) =>
      `You get this mail because you told ${shop} your birthday and subscribed to its mail.`,
    'first-order-anniversary': (shop: string) =>
      `You get this mail because you order from ${shop} and subscribed to its mail.`,
    'order-fulfilled': (shop: string) =>
      `You get this mail because you ordered from ${shop} and subscribed to its mail.`,
    'order-paid': (shop: string) =>
      `You get this mail because you ordered from ${shop} and subscribed to its mail.`,
  },
  unsubscribe: 'Unsubscribe',
  testSubject: (subject: string) => `[Test] ${subject}`,
  testNotice: 'This is a test. The code is a sample and does not work.',
};

export type MailWords = typeof mail;
