/** Navigation, and what every page shares. */
export const shell = {
  appName: 'Perennial',
  navigation: {
    home: 'Home',
    customers: 'Customers',
    segments: 'Segments',
    analytics: 'Analytics',
    campaigns: 'Campaigns',
    loyalty: 'Loyalty',
    settings: 'Settings',
  },
  outsideAdmin: {
    title: 'Open Perennial from your Shopify admin',
    text: 'It works inside the admin only: choose Apps there, then Perennial.',
  },
  notFound: {
    title: 'This page does not exist',
    text: 'The address may be mistyped, or what it showed has been removed.',
  },
  failed: {
    title: 'Something went wrong',
    text: 'Nothing was changed. Try again; if it keeps happening, send us the time shown below.',
    tryAgain: 'Try again',
    at: (time: string) => `Time: ${time}`,
  },
};
