import { LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use as take } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { describe, expect, it } from 'vitest';
import { gathered, lastMinutes, timeAxis } from './time-window';

const NOON = Date.UTC(2026, 10, 27, 12);
const MINUTE = 60_000;
const WIDTH = 800;

take([LineChart, GridComponent, SVGRenderer]);

/** The moments at both edges of a chart as it is drawn. */
function edges(axis: object, points: [number, number][]): number[] {
    const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: 300 });
    chart.setOption({
        animation: false,
        grid: { left: 0, right: 0, top: 0, bottom: 0 },
        xAxis: { ...axis, axisLabel: { show: false } },
        yAxis: { type: 'value', axisLabel: { show: false } },
        series: [{ type: 'line', data: points }],
    });
    const at = (x: number) => Math.round(Number(chart.convertFromPixel({ xAxisIndex: 0 }, x)));
    const found = [at(0), at(WIDTH)];
    chart.dispose();
    return found;
}

describe('what a chart shows', () => {
    it('is the chosen hour, even of a single minute', () => {
        const last = NOON - 2 * MINUTE;

        expect(edges(timeAxis(lastMinutes(60, NOON, [last])), [[last, 7]])).toEqual([
            NOON - 60 * MINUTE,
            NOON,
        ]);
    });

    it('holds what a clock that is ahead has told', () => {
        expect(lastMinutes(60, NOON, [NOON, NOON + MINUTE])).toEqual({
            from: NOON - 59 * MINUTE,
            to: NOON + MINUTE,
        });
    });

    it('is a minute of what has just begun', () => {
        expect(edges(timeAxis(gathered([NOON], NOON)), [[NOON, 7]])).toEqual([NOON - MINUTE, NOON]);
        expect(gathered([], NOON)).toEqual({ from: NOON - MINUTE, to: NOON });
    });

    it('is all that was gathered', () => {
        const begun = NOON - 10 * MINUTE;

        expect(gathered([begun, NOON], NOON)).toEqual({ from: begun, to: NOON });
    });
});
