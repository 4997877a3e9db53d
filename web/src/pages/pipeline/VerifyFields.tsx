import { useTexts } from '../../i18n';
import { ChoiceField, NumberField, SwitchField, TextField } from '../../ui/fields';
import type { Choice } from '../../ui/fields';

interface Props {
    /** Words of a group of options with their texts. */
    choices: (group: string, words: string[]) => Choice[];
}

/** How rows are compared without being asked. */
export function VerifyFields({ choices }: Props) {
    const { t } = useTexts();
    return (
        <>
            <ChoiceField
                name={['verify', 'continuous']}
                label={t('pipeline.verify.continuous')}
                hint={t('pipeline.verify.continuous.hint')}
                choices={choices('continuous', ['off', 'sampled', 'all'])}
            />
            <NumberField
                name={['verify', 'percent']}
                label={t('pipeline.verify.percent')}
                min={1}
                max={100}
            />
            <NumberField
                name={['verify', 'rows-per-second']}
                label={t('operation.limit')}
                min={1}
                max={1_000_000}
            />
            <NumberField
                name={['verify', 'memory-mib']}
                label={t('pipeline.verify.memory')}
                min={1}
                max={1_024}
            />
            <SwitchField name={['verify', 'repair']} label={t('operation.repair')} />
            <TextField
                name={['verify', 'schedule', 'at']}
                label={t('pipeline.verify.at')}
                hint={t('pipeline.verify.at.hint')}
            />
            <NumberField
                name={['verify', 'schedule', 'every-days']}
                label={t('pipeline.verify.days')}
                min={1}
                max={366}
            />
            <SwitchField
                name={['verify', 'schedule', 'repair']}
                label={t('pipeline.verify.schedule.repair')}
            />
        </>
    );
}
