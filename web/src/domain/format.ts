/** Numbers as people read them. Pure; the language decides about words and separators. */

import type { Language } from '../i18n';

const LOCALES: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' };
const BYTE_UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];
const NOTHING = '–';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function number(value: number | undefined, language: Language, digits = 0): string {
    if (value === undefined || !Number.isFinite(value)) return NOTHING;
    return new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: digits }).format(value);
}

/** Small rates keep a digit behind the point. */
export function rate(value: number | undefined, language: Language): string {
    return number(value, language, value !== undefined && value < 10 ? 1 : 0);
}

export function bytes(value: number | undefined): string {
    if (value === undefined || !Number.isFinite(value)) return NOTHING;
    let unit = 0;
    let rest = value;
    while (rest >= 1024 && unit < BYTE_UNITS.length - 1) {
        rest /= 1024;
        unit++;
    }
    return `${unit === 0 || rest >= 100 ? Math.round(rest) : rest.toFixed(1)} ${BYTE_UNITS[unit] ?? ''}`;
}

/** A time span with its largest unit or two. */
export function span(millis: number | undefined, language: Language): string {
    if (millis === undefined || !Number.isFinite(millis)) return NOTHING;
    const value = Math.max(0, millis);
    if (value < SECOND) return `${Math.round(value)} ${language === 'zh' ? '毫秒' : 'ms'}`;
    const units =
        language === 'zh'
            ? ({ s: '秒', m: '分', h: '小时', d: '天' } as const)
            : ({ s: 's', m: 'min', h: 'h', d: 'd' } as const);
    if (value < 10 * SECOND) return `${(value / SECOND).toFixed(1)} ${units.s}`;
    if (value < MINUTE) return `${Math.round(value / SECOND)} ${units.s}`;
    if (value < HOUR) return two(value, MINUTE, units.m, SECOND, units.s);
    if (value < DAY) return two(value, HOUR, units.h, MINUTE, units.m);
    return two(value, DAY, units.d, HOUR, units.h);
}

function two(value: number, big: number, bigUnit: string, small: number, smallUnit: string): string {
    const whole = Math.floor(value / big);
    const rest = Math.floor((value % big) / small);
    return rest === 0 ? `${whole} ${bigUnit}` : `${whole} ${bigUnit} ${rest} ${smallUnit}`;
}

/** A moment in the time zone of the browser, the same in all languages: 2026-11-26 10:00:00. */
export function moment(text: string | undefined): string {
    const time = text === undefined ? NaN : Date.parse(text);
    if (Number.isNaN(time)) return NOTHING;
    const at = new Date(time);
    const two = (value: number) => String(value).padStart(2, '0');
    const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
    return `${day} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')}`;
}

/** How long ago a moment is. */
export function ago(text: string | undefined, now: number, language: Language): string {
    const time = text === undefined ? NaN : Date.parse(text);
    if (Number.isNaN(time)) return NOTHING;
    return span(Math.max(0, now - time), language);
}

export function percent(part: number | undefined, whole = 1): string {
    return part === undefined || whole <= 0 ? NOTHING : `${Math.round((part / whole) * 100)} %`;
}
