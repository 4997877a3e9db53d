import type { Attention } from '../../api/live-types';
import type { Translate } from '../../i18n';
import { en } from '../../i18n/en';
import type { ErrorLike } from '../../ui/ErrorWords';

/** What the manager itself notices in the reader's words; a newer manager may notice more. */
export function worded(item: Attention, t: Translate): ErrorLike {
    const { matter, facts = [] } = item;
    if (matter === undefined || !(`attention.${matter}` in en)) return item;
    const [first = '', second = ''] = facts;
    const code = item.code === undefined ? {} : { code: item.code };
    return {
        ...code,
        what: t(`attention.${matter}`, { first, second }).trim(),
        remedy: t(`attention.${matter}.remedy`),
        worded: true,
    };
}
