import { Tag } from 'antd';
import type { UserConfig } from '../../api/types';
import { useTexts } from '../../i18n';
import { ChoiceField, NameField, SwitchField, TextField } from '../../ui/fields';
import { ThingsPage } from '../../ui/ThingsPage';

/** Who may log in. */
export function UsersPage() {
    const { t } = useTexts();
    return (
        <ThingsPage
            kind="users"
            title={t('nav.users')}
            note={t('user.note')}
            addText={t('user.add')}
            editText={t('user.edit')}
            emptyText={t('user.empty')}
            deleteText={t('user.delete.what')}
            fresh={{ role: 'operator', locked: false }}
            columns={[
                { title: t('login.name'), key: 'name', sorter: true, render: (_, { config }) => config.name },
                { title: t('user.role'), render: (_, { config }) => t(`role.${config.role}`) },
                { title: t('user.real-name'), render: (_, { config }: Row) => config['real-name'] },
                { title: t('user.department'), render: (_, { config }) => config.department },
                {
                    title: t('field.state'),
                    render: (_, { config }) => config.locked && <Tag color="error">{t('user.locked')}</Tag>,
                },
            ]}
            form={(_, editing) => (
                <>
                    <NameField />
                    <ChoiceField
                        required
                        name="role"
                        label={t('user.role')}
                        hint={t('user.role.hint')}
                        choices={(['operator', 'admin'] as const).map((value) => ({
                            value,
                            label: t(`role.${value}`),
                        }))}
                    />
                    <TextField
                        secret
                        name="password"
                        label={t('login.password')}
                        required={!editing}
                        hint={editing ? t('user.password.keep') : t('user.password.hint')}
                    />
                    <TextField name="real-name" label={t('user.real-name')} />
                    <TextField name="department" label={t('user.department')} />
                    <SwitchField name="locked" label={t('user.locked')} />
                </>
            )}
        />
    );
}

interface Row {
    config: UserConfig;
}
