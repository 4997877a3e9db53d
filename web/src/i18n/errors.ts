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
