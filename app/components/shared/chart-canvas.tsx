import { BarChart, LineChart, PolarisVizProvider } from '@shopify/polaris-viz';
import '@shopify/polaris-viz/build/esm/styles.css';
import type { ChartProps } from './chart.tsx';

/** The drawn chart. Loaded in the browser only: the library measures the document at import. */
export default function ChartCanvas({ series, format, shape = 'bars' }: ChartProps) {
  const data = series.map(({ name, points, isComparison = false }) => ({
    name,
    data: points,
    isComparison,
  }));
  const write = (value: number | string | null) => format(value === null ? null : Number(value));
  const yAxisOptions = { labelFormatter: write };
  return (
    <PolarisVizProvider>
      {shape === 'line' ? (
        <LineChart data={data} theme="Light" isAnimated={false} yAxisOptions={yAxisOptions} />
      ) : (
        <BarChart
          data={data}
          theme="Light"
          isAnimated={false}
          direction={shape === 'bars' ? 'vertical' : 'horizontal'}
          {...(shape === 'bars' ? { yAxisOptions } : { xAxisOptions: yAxisOptions })}
          showLegend={series.length > 1}
        />
      )}
    </PolarisVizProvider>
  );
}
