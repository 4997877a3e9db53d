import { Typography } from 'antd';
import { useTexts } from '../i18n';
import type { Language } from '../i18n';
import { cureOf, errorTitle } from '../i18n/errors';

export interface ErrorLike {
    code?: string | undefined;
    what: string;
    where?: string | undefined;
    remedy?: string | undefined;
    /** Its words are in the reader's language already. */
    worded?: boolean;
}

/** What kind of error it is in the reader's language; the manager's own words where the code is not known. */
export function titleOf(error: ErrorLike, language: Language): string {
    return errorTitle(language, error.code) ?? error.what;
}

/** The code and what kind of error it is. */
export function ErrorTitle({ error }: { error: ErrorLike }) {
    const { language } = useTexts();
    return (
        <span className="break">
            {error.code && <Typography.Text code>{error.code}</Typography.Text>} {titleOf(error, language)}
        </span>
    );
}

/** What happened where, in the manager's words, which carry names and positions; and what to do. */
export function ErrorDetail({ error }: { error: ErrorLike }) {
    const { t, language } = useTexts();
    const cure = cureOf(language, error);
    const english = language === 'en' ? {} : { lang: 'en' };
    const original = error.worded ? {} : english;
    return (
        <div className="error-detail break">
            {!same(titleOf(error, language), error.what) && <div {...original}>{error.what}</div>}
            {error.where && (
                <div>
                    {t('problem.where')}: <span {...original}>{error.where}</span>
                </div>
            )}
            {cure && (
                <div>
                    {t('problem.remedy')}: {cure.original ? <span {...english}>{cure.text}</span> : cure.text}
                </div>
            )}
            {cure?.hidden && (
                <details className="weak">
                    <summary>{t('problem.original')}</summary>
                    <span {...english}>{cure.hidden}</span>
                </details>
            )}
        </div>
    );
}

/** The manager's sentences begin small, titles do not. */
function same(one: string, other: string): boolean {
    return one.toLowerCase() === other.toLowerCase();
}
