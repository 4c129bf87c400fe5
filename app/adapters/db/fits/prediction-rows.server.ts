import type { PoolClient } from 'pg';
import sql from 'sql-template-tag';
import type { CustomerPredictions } from '#app/domain/clv/store-fit.ts';
import type { ShopId } from '#app/domain/ids.ts';
import type { PredictionsOf } from '#app/services/ports/fits-store.ts';
import { copyIn } from '../copy.server.ts';
import { binaryRows, type RowWriter } from './binary-rows.ts';

const COLUMNS = [
  'shop_id',
  'fit_id',
  'customer_id',
  'as_of_day',
  'computed_at',
  'probability_alive',
  'churn_probability',
  'expected_purchases',
  'expected_purchases_lower',
  'expected_purchases_upper',
  'expected_spend_minor',
  'predicted_clv_minor',
  'predicted_clv_lower_minor',
  'predicted_clv_upper_minor',
  'next_order_on',
  'next_order_from',
  'next_order_to',
] as const;
const LONGEST_FIELD = 4 + 16;
const FORMAT = { fields: COLUMNS.length, rowBytes: 2 + COLUMNS.length * LONGEST_FIELD };

/** Adds rows to the predictions of a fit, none of which may be there yet. */
export async function insertPredictions(
  client: PoolClient,
  shopId: ShopId,
  { fitId, customerIds, predictions, computedAt }: PredictionsOf,
): Promise<void> {
  const { customers } = predictions;
  const shop = BigInt(shopId);
  const fit = Buffer.from(fitId.replaceAll('-', ''), 'hex');
  const at = computedAt.getTime();
  const rows = binaryRows(customers.length, FORMAT, (row, writer) => {
    writer.bigint(shop);
    writer.uuid(fit);
    writer.bigint(customerIds[customers[row] ?? 0] ?? 0n);
    writer.date(predictions.asOf[row] ?? 0);
    writer.instant(at);
    writeFigures(writer, predictions, row);
  });
  const target = `fit_predictions (${COLUMNS.join(', ')})`;
  await copyIn(client, `copy ${target} from stdin (format binary)`, rows);
}

function writeFigures(writer: RowWriter, predictions: CustomerPredictions, row: number): void {
  const none = Number.NaN;
  writer.float(predictions.probabilityAlive[row] ?? none);
  writer.float(predictions.churnProbability[row] ?? none);
  writer.float(predictions.expectedPurchases[row] ?? none);
  writer.float(predictions.lowerPurchases[row] ?? none);
  writer.float(predictions.upperPurchases[row] ?? none);
  writer.float(predictions.expectedOrderValue[row] ?? none);
  writer.float(predictions.clv[row] ?? none);
  writer.float(predictions.lowerClv[row] ?? none);
  writer.float(predictions.upperClv[row] ?? none);
  const asOf = predictions.asOf[row] ?? none;
  for (const days of [predictions.nextOrder, predictions.nextOrderFrom, predictions.nextOrderTo]) {
    writer.date(Math.round(asOf + (days[row] ?? none)));
  }
}

/** Puts the rows of some customers in the place of those they have; who has no row loses his. */
export async function replacePredictions(
  client: PoolClient,
  shopId: ShopId,
  rows: PredictionsOf,
): Promise<void> {
  await client.query(sql`delete from fit_predictions where shop_id = ${shopId}
    and fit_id = ${rows.fitId} and customer_id = any(${[...rows.customerIds]}::bigint[])`);
  await insertPredictions(client, shopId, rows);
}
