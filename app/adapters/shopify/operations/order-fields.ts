/** What an order's parser reads, but for its lines, its shipping and the inside of its refunds. */
export const ORDER_HEAD = /* GraphQL */ `
  fragment OrderHead on Order {
    id
    name
    test
    email
    phone
    createdAt
    processedAt
    updatedAt
    cancelledAt
    sourceName
    displayFinancialStatus
    displayFulfillmentStatus
    currencyCode
    presentmentCurrencyCode
    taxesIncluded
    discountCodes
    tags
    checkoutToken
    cartToken
    customer {
      id
    }
    subtotalPriceSet {
      shopMoney {
        amount
      }
    }
    totalDiscountsSet {
      shopMoney {
        amount
      }
    }
    totalTaxSet {
      shopMoney {
        amount
      }
    }
    totalTipReceivedSet {
      shopMoney {
        amount
      }
    }
    totalPriceSet {
      shopMoney {
        amount
      }
      presentmentMoney {
        amount
      }
    }
    currentTotalPriceSet {
      shopMoney {
        amount
      }
    }
    transactions(first: 50) {
      kind
      status
      processedAt
    }
    fulfillments(first: 50) {
      status
      createdAt
      deliveredAt
    }
  }
`;

export const ORDER_LINE = /* GraphQL */ `
  fragment OrderLine on LineItem {
    id
    title
    quantity
    currentQuantity
    isGiftCard
    product {
      id
    }
    variant {
      id
    }
    originalUnitPriceSet {
      shopMoney {
        amount
      }
    }
    discountAllocations {
      allocatedAmountSet {
        shopMoney {
          amount
        }
      }
    }
    taxLines {
      priceSet {
        shopMoney {
          amount
        }
      }
    }
  }
`;

/** Shipping is read by line: the order's own total leaves discounts on it out. */
export const ORDER_SHIPPING = /* GraphQL */ `
  fragment OrderShipping on ShippingLine {
    discountedPriceSet {
      shopMoney {
        amount
      }
    }
  }
`;

export const REFUND_LINE = /* GraphQL */ `
  fragment RefundLine on RefundLineItem {
    quantity
    lineItem {
      id
    }
    subtotalSet {
      shopMoney {
        amount
      }
    }
    totalTaxSet {
      shopMoney {
        amount
      }
    }
  }
`;

/** Needs `REFUND_LINE` beside it. */
export const ORDER_REFUND = /* GraphQL */ `
  fragment OrderRefund on Refund {
    id
    createdAt
    processedAt
    refundLineItems(first: 100) {
      nodes {
        ...RefundLine
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    refundShippingLines(first: 10) {
      nodes {
        subtotalAmountSet {
          shopMoney {
            amount
          }
        }
        taxAmountSet {
          shopMoney {
            amount
          }
        }
      }
    }
    orderAdjustments(first: 10) {
      nodes {
        reason
        amountSet {
          shopMoney {
            amount
          }
        }
        taxAmountSet {
          shopMoney {
            amount
          }
        }
      }
    }
    transactions(first: 20) {
      nodes {
        kind
        status
        amountSet {
          shopMoney {
            amount
          }
        }
      }
    }
  }
`;
