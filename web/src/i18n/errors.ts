import type { Language } from '.';
import { errors as en } from './en/errors';
import { errors as zh } from './zh/errors';

/** What a code means; undefined for a code of a newer manager, or of none. */
export function errorTitle(language: Language, code: string | undefined): string | undefined {
    if (code === undefined) return undefined;
    return language === 'zh' ? zh[code]?.title : en[code];
}

/** What to do about a code, where the manager's own remedy is in another language. */
export function errorRemedy(language: Language, code: string | undefined): string | undefined {
    return language === 'zh' && code !== undefined ? zh[code]?.remedy : undefined;
}

/** What to do about an error. */
export interface Cure {
    /** In the reader's language, where there are words for it. */
    text: string;
    /** Whether it is in the manager's own words. */
    original: boolean;
    /** The manager's own words, where others are shown in their place. */
    hidden?: string;
}

/**
 * What to do about an error, once; undefined where nobody knows.
 *
 * @param worded whether its words are in the reader's language already
 */
export function cureOf(
    language: Language,
    error: { code?: string | undefined; remedy?: string | undefined; worded?: boolean | undefined },
): Cure | undefined {
    const own = error.worded ? undefined : errorRemedy(language, error.code);
    if (own === undefined) {
        return error.remedy ? { text: error.remedy, original: !error.worded } : undefined;
    }
    return error.remedy ? { text: own, original: false, hidden: error.remedy } : { text: own, original: false };
}
