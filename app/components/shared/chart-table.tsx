import { DataTable } from '@shopify/polaris';
import type { ChartProps } from './chart.tsx';

/** The figures of a chart, to be read. */
export function ChartTable({ keyLabel, series, format, formatExact = format }: ChartProps) {
  const keys = series[0]?.points.map(({ key }) => key) ?? [];
  const rows = keys.map((key, index) => [
    key,
    ...series.map(({ points }) => formatExact(points[index]?.value ?? null)),
  ]);
  return (
    <DataTable
      columnContentTypes={['text', ...series.map(() => 'numeric' as const)]}
      headings={[keyLabel, ...series.map(({ name }) => name)]}
      rows={rows}
      increasedTableDensity
      hoverable={false}
    />
  );
}
