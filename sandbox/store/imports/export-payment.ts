import type { FinancialStatus, Order, Transaction } from '#sandbox/shopify/model.ts';
import type { Identifiers } from '../identifiers.ts';
import { toTimestamp } from '../timestamps.ts';
import type { ExportCells } from './export-cells.ts';

const STATUSES: Record<string, FinancialStatus> = {
  authorized: 'AUTHORIZED',
  expired: 'EXPIRED',
  paid: 'PAID',
  partially_paid: 'PARTIALLY_PAID',
  partially_refunded: 'PARTIALLY_REFUNDED',
  pending: 'PENDING',
  refunded: 'REFUNDED',
  voided: 'VOIDED',
};

export function readFinancialStatus(cells: ExportCells): FinancialStatus {
  const written = cells.text('Financial Status').toLowerCase().replaceAll(' ', '_');
  const status = STATUSES[written];
  if (!status) throw cells.fail('Financial Status', 'is not a financial status of Shopify');
  return status;
}

/** Adds the payments that an order of this status and total has had. */
export function payExportOrder(
  cells: ExportCells,
  order: Order,
  total: number,
  ids: Identifiers,
): void {
  const paidAt = cells.instant('Paid at') ?? Date.parse(order.createdAt);
  const payment = (
    kind: Transaction['kind'],
    status: Transaction['status'],
    amount: number,
    parentId: string | null = null,
  ): Transaction => ({
    id: ids.next(),
    kind,
    status,
    gateway: cells.text('Payment Method') || 'manual',
    amount,
    parentId,
    processedAt: toTimestamp(paidAt),
  });
  if (toTimestamp(paidAt) > order.updatedAt) order.updatedAt = toTimestamp(paidAt);
  if (total === 0) return;
  switch (order.financialStatus) {
    case 'PAID':
    case 'REFUNDED':
    case 'PARTIALLY_REFUNDED':
      order.transactions = [payment('SALE', 'SUCCESS', total)];
      break;
    case 'PARTIALLY_PAID': {
      const paid = total - cells.money('Outstanding Balance');
      if (paid > 0 && paid < total) order.transactions = [payment('SALE', 'SUCCESS', paid)];
      break;
    }
    case 'PENDING':
      order.transactions = [payment('SALE', 'PENDING', total)];
      break;
    case 'AUTHORIZED':
    case 'EXPIRED':
      order.transactions = [payment('AUTHORIZATION', 'SUCCESS', total)];
      break;
    case 'VOIDED': {
      const authorization = payment('AUTHORIZATION', 'SUCCESS', total);
      const voided = payment('VOID', 'SUCCESS', total, authorization.id);
      order.transactions = [authorization, voided];
    }
  }
}
