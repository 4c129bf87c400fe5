import { BlockStack, Box, Button, InlineStack, SkeletonBodyText } from '@shopify/polaris';
import { DataTableIcon } from '@shopify/polaris-icons';
import { lazy, Suspense, useEffect, useState } from 'react';
import { ChartTable } from './chart-table.tsx';
import { useShell } from './shell-context.tsx';

const ChartCanvas = lazy(() => import('./chart-canvas.tsx'));

export interface ChartPoint {
  /** Name on the axis. */
  key: string;
  value: number | null;
}

export interface ChartSeries {
  name: string;
  points: ChartPoint[];
  /** Drawn dashed and grey beside what it is compared with, such as the ends of an interval. */
  isComparison?: boolean;
}

export interface ChartProps {
  /** What the chart shows, for its table and for those who hear it. */
  title: string;
  /** The heading of the axis' column in the table. */
  keyLabel: string;
  series: ChartSeries[];
  /** How values are written beside the axis, and in the table where that is more exact. */
  format: (value: number | null) => string;
  formatExact?: (value: number | null) => string;
  shape?: 'line' | 'bars' | 'horizontal-bars';
  heightPx?: number;
}

/**
 * A chart with its table behind a button. It is drawn in the browser only: until then, and for those
 * who would rather read, the figures stand in the table.
 */
export function Chart(props: ChartProps) {
  const { messages } = useShell();
  const [isTable, setIsTable] = useState(false);
  const [isBrowser, setIsBrowser] = useState(false);
  useEffect(() => setIsBrowser(true), []);
  const height = `${props.heightPx ?? 240}px`;
  return (
    <BlockStack gap="200">
      {isTable ? (
        <ChartTable {...props} />
      ) : (
        <Box minHeight={height}>
          <figure aria-label={props.title} style={{ margin: 0, height }}>
            {isBrowser ? (
              <Suspense fallback={<SkeletonBodyText lines={6} />}>
                <ChartCanvas {...props} />
              </Suspense>
            ) : (
              <SkeletonBodyText lines={6} />
            )}
          </figure>
        </Box>
      )}
      <InlineStack align="end">
        <Button
          variant="tertiary"
          size="micro"
          icon={DataTableIcon}
          pressed={isTable}
          onClick={() => setIsTable(!isTable)}
        >
          {isTable ? messages.shared.showChart : messages.shared.showTable}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
