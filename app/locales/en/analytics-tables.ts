/** Cohorts and the grid of RFM scores. */
export const analyticsTables = {
  cohorts: {
    title: 'Cohorts',
    intro:
      'Customers by the month of their first order, and what they did in each month since. Month 0 is the month of the first order.',
    monthsLabel: 'Months',
    months: { '6': 'Last 6 months', '12': 'Last 12 months', '24': 'Last 24 months', all: 'All' },
    viewsLabel: 'What the table shows',
    views: {
      retention: 'Retention',
      revenue: 'Revenue per customer',
      margin: 'Gross profit per customer',
    },
    definitions: {
      retention: 'Share of a cohort’s customers who ordered in the month.',
      revenue:
        'Net revenue of a cohort from its first month up to this one, divided by its customers.',
      margin:
        'Gross profit of a cohort from its first month up to this one, divided by its customers.',
    },
    coverage: (share: string) => `Unit costs are known for ${share} of the revenue shown.`,
    noCosts:
      'No unit costs are known. Enter the cost per item of your products in Shopify to see gross profit.',
    caption: (view: string) => `${view} by month of the first order and months since`,
    cohort: 'First order',
    customers: 'Customers',
    month: (age: number) => `Month ${age}`,
    average: 'All cohorts',
    averageText:
      'The last row weighs the cohorts by their customers and leaves out months that are not over.',
    running: 'month not over yet',
    runningLegend: 'Hatched and with “…”: the month is not over yet.',
    export: 'Export as CSV',
    sums: {
      title: 'Net sales of these months, by whose they are',
      cohorts: 'Customers of the cohorts above',
      earlier: 'Customers who first ordered before',
      withoutCustomer: 'Orders without a customer',
      total: 'All net sales of these months',
    },
  },
  rfm: {
    title: 'RFM grid',
    intro:
      'How recently customers ordered, against how often and for how much. Choose a cell to see who they are; a darker cell holds more customers.',
    asOf: (day: string) => `As of ${day}`,
    acrossLabel: 'What stands across',
    across: {
      value: 'Frequency and monetary',
      frequency: 'Frequency',
      monetary: 'Monetary',
    },
    acrossText: {
      value: 'The mean of both scores, which Shopify’s groups are made from.',
      frequency: 'The score of the number of orders.',
      monetary: 'The score of the historic CLV.',
    },
    caption: (across: string) => `Customers by recency score and ${across} score`,
    recency: 'Recency',
    cell: (customers: string, recency: number, across: string, score: number) =>
      `${customers}, recency ${recency}, ${across} ${score}`,
    several: 'several groups',
    none: 'no one',
    groupsTitle: 'The groups',
    groupsText: 'Every customer with an order is in exactly one; equal customers score equally.',
    revenueShare: (share: string) => `${share} of revenue`,
    settings: 'Score limits',
  },
  movement: {
    intro:
      'How customers moved between RFM groups from the end of one day to the end of another. Each day scores by its own limits, from the orders up to it as they stand now.',
    title: (from: string, to: string) => `From ${from} to ${to}`,
    stayed: (moved: string, share: string) =>
      `${moved} customers are in another group than before (${share} of those who had an order by the first day).`,
    fresh: (count: string) => `${count} placed their first order in between.`,
    tableTitle: 'All moves',
    tableText:
      'Rows are the groups on the first day, columns those on the second; both sum to the customers of their day. On the outlined diagonal customers stayed.',
    caption: 'Customers by group on the first and the second day',
    before: 'Before',
    noOrder: 'No order yet',
    total: 'All',
    topTitle: 'Largest moves',
    move: (from: string, to: string) => `${from} → ${to}`,
    none: 'No customer has changed groups.',
  },
};
