/** The parts of ECharts that we use, in a chunk of their own. */

import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use as take } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

take([LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

export { init };
