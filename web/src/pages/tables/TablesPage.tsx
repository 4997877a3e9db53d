import { useTexts } from '../../i18n';
import { DescriptionField, NameField, TextField, ThingField } from '../../ui/fields';
import { ThingsPage } from '../../ui/ThingsPage';

/** Table patterns that are kept, so that mappings can be made of them. */
export function TablesPage() {
    const { t } = useTexts();
    return (
        <ThingsPage
            kind="tables"
            title={t('nav.tables')}
            note={t('table.note')}
            addText={t('table.add')}
            editText={t('table.edit')}
            emptyText={t('table.empty')}
            deleteText={t('table.delete.what')}
            fresh={{}}
            columns={[
                { title: t('field.name'), key: 'name', sorter: true, render: (_, { config }) => config.name },
                { title: t('table.endpoint'), render: (_, { config }) => config.endpoint },
                { title: t('table.pattern'), render: (_, { config }) => config.pattern },
                { title: t('field.description'), render: (_, { config }) => config.description },
            ]}
            form={() => (
                <>
                    <NameField />
                    <ThingField required kind="endpoints" name="endpoint" label={t('table.endpoint')} />
                    <TextField
                        required
                        name="pattern"
                        label={t('table.pattern')}
                        hint={t('mapping.pattern.rule')}
                        placeholder="shop.order_[00-31]"
                    />
                    <DescriptionField />
                </>
            )}
        />
    );
}
