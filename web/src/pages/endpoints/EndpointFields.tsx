import { Button, Flex, Form } from 'antd';
import type { FormInstance } from 'antd';
import { useCheckEndpoint } from '../../api/records';
import type { EndpointConfig } from '../../api/types';
import { useTexts } from '../../i18n';
import {
    ChoiceField,
    DescriptionField,
    NameField,
    NumberField,
    SelectField,
    TextField,
    ThingField,
} from '../../ui/fields';
import { ProblemView } from '../../ui/ProblemView';
import { prune } from '../../ui/prune';
import { Findings } from './Findings';

type Values = EndpointConfig & { by?: 'host' | 'group' };

export const FRESH_ENDPOINT = { type: 'mysql', by: 'host', port: 3306, tls: 'preferred' };

const TLS = ['disabled', 'preferred', 'required', 'verify-ca', 'verify-identity'] as const;

export function endpointToForm(config: EndpointConfig): Values {
    return { ...config, by: config['failover-group'] === undefined ? 'host' : 'group' };
}

/** An empty password keeps the old one, for it is left out. */
export function endpointToConfig({ by, ...config }: Values): EndpointConfig {
    const { host, 'failover-group': group, database, ...other } = config;
    const rest = other.type === 'postgresql' && database !== undefined ? { ...other, database } : other;
    return prune(
        by === 'group'
            ? { ...rest, ...(group === undefined ? {} : { 'failover-group': group }) }
            : { ...rest, ...(host === undefined ? {} : { host }) },
    );
}

/** The fields of an endpoint, with a test of what was typed. */
export function EndpointFields({ form, editing }: { form: FormInstance; editing: boolean }) {
    const { t } = useTexts();
    const check = useCheckEndpoint();
    const test = async () => {
        const values = (await form.validateFields()) as Values;
        check.mutate({ config: endpointToConfig(values) });
    };
    return (
        <>
            <NameField />
            <ChoiceField
                required
                name="type"
                label={t('endpoint.type')}
                choices={[
                    { value: 'mysql', label: 'MySQL' },
                    { value: 'mariadb', label: 'MariaDB' },
                    { value: 'postgresql', label: 'PostgreSQL' },
                ]}
            />
            <ChoiceField
                name="by"
                label={t('endpoint.by')}
                choices={[
                    { value: 'host', label: t('endpoint.by.host') },
                    { value: 'group', label: t('endpoint.by.group') },
                ]}
            />
            <Form.Item noStyle dependencies={['by']}>
                {({ getFieldValue }) =>
                    getFieldValue('by') === 'group' ? (
                        <ThingField
                            required
                            kind="failover-groups"
                            name="failover-group"
                            label={t('nav.failover')}
                        />
                    ) : (
                        <>
                            <TextField required name="host" label={t('endpoint.host')} />
                            <NumberField
                                required
                                name="port"
                                label={t('endpoint.port')}
                                min={1}
                                max={65_535}
                            />
                        </>
                    )
                }
            </Form.Item>
            <Form.Item noStyle dependencies={['type']}>
                {({ getFieldValue }) =>
                    getFieldValue('type') === 'postgresql' && (
                        <TextField required name="database" label={t('endpoint.database')} />
                    )
                }
            </Form.Item>
            <TextField required name="user" label={t('endpoint.user')} />
            <TextField
                secret
                name="password"
                label={t('login.password')}
                {...(editing ? { hint: t('endpoint.password.keep') } : {})}
            />
            <SelectField
                required
                name="tls"
                label="TLS"
                choices={TLS.map((value) => ({ value, label: t(`tls.${value}`) }))}
            />
            <DescriptionField />
            {(!editing || form.getFieldValue('password')) && (
                <Flex vertical gap={12} className="below">
                    <div>
                        <Button loading={check.isPending} onClick={() => void test().catch(() => undefined)}>
                            {t('check.do')}
                        </Button>
                    </div>
                    {check.error && <ProblemView error={check.error} />}
                    {check.data && <Findings report={check.data} />}
                </Flex>
            )}
        </>
    );
}
