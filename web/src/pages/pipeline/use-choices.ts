import { useTexts } from '../../i18n';
import type { MessageKey } from '../../i18n';

/** Choices whose words are texts: option.<group>.<value>. */
export function useChoices() {
    const { t } = useTexts();
    return (group: string, values: readonly string[]) =>
        values.map((value) => ({ value, label: t(`option.${group}.${value}` as MessageKey) }));
}
