import { openCsv } from './csv-reader.ts';
import type { ImportOptions } from './file-format.ts';
import { importOrderExportRows, isOrderExport } from './import-order-export.ts';
import { importTransactionRows } from './import-transactions.ts';
import { openOrderFile, systemErrorCode } from './open-order-file.ts';
import { type ImportResult, refuseImport } from './report.ts';

/**
 * Reads a file of orders, plain or gzipped: Shopify's own order export where its header is that,
 * else a transactions CSV.
 */
export async function detectAndImport(
  path: string,
  options: ImportOptions = {},
): Promise<ImportResult> {
  const opened = await openOrderFile(path);
  if (!opened.ok) return opened;
  try {
    const source = await openCsv(opened.stream);
    if (!source.ok) return { ...source, message: `${path}: ${source.message}` };
    const result = isOrderExport(source.header)
      ? await importOrderExportRows(source, options)
      : await importTransactionRows(source, options);
    return result.ok ? result : { ...result, message: `${path}: ${result.message}` };
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === null) throw error;
    const what = code.startsWith('Z') ? 'is a damaged gzip file' : 'cannot be read to its end';
    return refuseImport('file_unreadable', `${path} ${what} (${code}).`);
  } finally {
    opened.stream.destroy();
  }
}
