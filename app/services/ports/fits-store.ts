import type { AccuracyAlert, FitAccuracy } from '#app/domain/clv/accuracy-decay.ts';
import type { FitStanding, FitTrigger } from '#app/domain/clv/fit-schedule.ts';
import type { OrderColumns, PurchaseLog } from '#app/domain/clv/purchase-log.ts';
import type { CustomerPredictions, StoreFit } from '#app/domain/clv/store-fit.ts';
import type { CustomerId, ShopId } from '#app/domain/ids.ts';

export interface FitClaim {
  fitId: string;
  trigger: FitTrigger;
  /** The last local day that the fit knows of. */
  observationEnd: string;
}

/** Orders with whose they are: their customer `i` is `customerIds[i]`. */
export interface ShopPurchases {
  customerIds: BigInt64Array<ArrayBuffer>;
  orders: OrderColumns[];
}

export interface PurchaseChoice {
  /** Whether the renewals of subscriptions count as purchases. */
  includeSubscriptions: boolean;
}

/** Predictions by a fit of whoever `customerIds` names, by his number. */
export interface PredictionsOf {
  fitId: string;
  customerIds: BigInt64Array;
  predictions: CustomerPredictions;
  computedAt: Date;
}

/** A fit that is done, with its figures. */
export interface CompletedFit {
  fit: StoreFit;
  alert: AccuracyAlert | null;
  fittedAt: Date;
}

export interface FitsStore {
  /** Waits for the shop's turn, as all who write its facts do. */
  lockShop(shopId: ShopId): Promise<void>;
  /** How every active shop stands, in order of their id. */
  listStandings(): Promise<(FitStanding & { shopId: ShopId })[]>;
  /** How one shop stands; null where it is not active. */
  findStanding(shopId: ShopId): Promise<FitStanding | null>;
  /** Writes down that a fit is under way, in the place of one that was abandoned; false where another is. */
  claim(shopId: ShopId, claim: FitClaim): Promise<boolean>;
  /** Every purchase that the models learn from. */
  readShopPurchases(shopId: ShopId, choice: PurchaseChoice): Promise<ShopPurchases>;
  /** Those of some customers, who are numbered as they are given. */
  readPurchasesOf(
    shopId: ShopId,
    customerIds: readonly CustomerId[],
    choice: PurchaseChoice,
  ): Promise<PurchaseLog>;
  /** Adds predictions of customers who have none by this fit; false where it is no longer under way. */
  insertPredictions(shopId: ShopId, rows: PredictionsOf): Promise<boolean>;
  /** Puts predictions in the place of those customers' by this fit; who has no row loses his. */
  replacePredictions(shopId: ShopId, rows: PredictionsOf): Promise<void>;
  /** Notes that customers changed under the fit that is under way, if one is. */
  noteChanges(shopId: ShopId, customerIds: readonly CustomerId[]): Promise<void>;
  /** Takes up to `limit` customers that changed since the fit began. */
  takeChanges(shopId: ShopId, fitId: string, limit: number): Promise<CustomerId[]>;
  /** The fit whose predictions hold; null before the first. */
  findCurrent(shopId: ShopId): Promise<{ fitId: string; fit: StoreFit } | null>;
  /** How the fits before were checked, newest first. */
  listPastAccuracy(shopId: ShopId): Promise<FitAccuracy[]>;
  /** Makes a fit the one that holds; false where it is no longer under way. */
  complete(shopId: ShopId, fitId: string, completed: CompletedFit): Promise<boolean>;
  fail(shopId: ShopId, fitId: string, reason: string): Promise<void>;
  /** Deletes what fits have left that neither hold nor are being made. */
  dropLeftovers(shopId: ShopId): Promise<void>;
}
