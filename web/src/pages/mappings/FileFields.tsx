import { Form } from 'antd';
import { useTexts } from '../../i18n';
import { ChoiceField, NumberField, SwitchField, TagsField, TextField } from '../../ui/fields';

/** Files that belong to the rows: they are copied before the row is applied. */
export function FileFields() {
    const { t } = useTexts();
    const on = Form.useWatch<boolean>('withFiles') ?? false;
    const by = Form.useWatch<string>(['files', 'by']) ?? 'columns';
    return (
        <>
            <SwitchField name="withFiles" label={t('files.on')} hint={t('files.on.hint')} />
            {on && (
                <>
                    <ChoiceField
                        name={['files', 'by']}
                        label={t('files.by')}
                        choices={(['columns', 'resolver'] as const).map((value) => ({
                            value,
                            label: t(`files.by.${value}`),
                        }))}
                    />
                    {by === 'columns' ? (
                        <TagsField
                            required
                            name={['files', 'columns']}
                            label={t('files.columns')}
                            hint={t('files.columns.hint')}
                        />
                    ) : (
                        <TextField
                            required
                            name={['files', 'resolver']}
                            label={t('files.resolver')}
                            hint={t('files.resolver.hint')}
                            placeholder="com.acme.Photos"
                        />
                    )}
                    <TextField
                        required
                        name={['files', 'from']}
                        label={t('files.from')}
                        hint={t('files.folder.hint')}
                        placeholder="/data/files"
                    />
                    <TextField
                        required
                        name={['files', 'to']}
                        label={t('files.to')}
                        placeholder="/mnt/files"
                    />
                    <ChoiceField
                        name={['files', 'missing']}
                        label={t('files.missing')}
                        choices={(['fail', 'skip'] as const).map((value) => ({
                            value,
                            label: t(`files.missing.${value}`),
                        }))}
                    />
                    <SwitchField
                        name={['files', 'delete']}
                        label={t('files.delete')}
                        hint={t('files.delete.hint')}
                    />
                    <div className="kinds">
                        <NumberField
                            name={['files', 'parallel']}
                            label={t('files.parallel')}
                            min={1}
                            max={32}
                            placeholder="4"
                        />
                        <NumberField
                            name={['files', 'wait']}
                            label={t('files.wait')}
                            hint={t('files.wait.hint')}
                            min={0}
                            max={86_400}
                            unit={t('unit.seconds')}
                            placeholder="10"
                        />
                        <NumberField
                            name={['files', 'rate']}
                            label={t('files.rate')}
                            hint={t('operation.limit.hint')}
                            min={1}
                            max={100_000}
                            unit="MB/s"
                        />
                    </div>
                </>
            )}
        </>
    );
}
