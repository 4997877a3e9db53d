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
    SwitchField,
    TagsField,
    TextField,
    ThingField,
} from '../../ui/fields';
import { ProblemView } from '../../ui/ProblemView';
import { prune } from '../../ui/prune';
import { Findings } from './Findings';

/** The form's values. */
export type EndpointValues = Omit<EndpointConfig, 'properties'> & {
    by?: 'host' | 'group';
    properties?: string[];
};

export const FRESH_ENDPOINT = { type: 'mysql', by: 'host', port: 3306, tls: 'preferred' };

/** Kafka's client checks certificates whenever it uses TLS. */
const KAFKA_TLS = ['disabled', 'verify-ca', 'verify-identity'] as const;

const TLS = ['disabled', 'preferred', 'required', 'verify-ca', 'verify-identity'] as const;

export function endpointToForm(config: EndpointConfig): EndpointValues {
    const { properties, ...rest } = config;
    return {
        ...rest,
        by: config['failover-group'] === undefined ? 'host' : 'group',
        ...(properties === undefined
            ? {}
            : { properties: Object.entries(properties).map(([key, value]) => `${key}=${value}`) }),
    };
}

/** An empty password keeps the old one, for it is left out. */
export function endpointToConfig({ by, ...config }: EndpointValues): EndpointConfig {
    const {
        host,
        'failover-group': group,
        database,
        servers,
        topic,
        before,
        tombstones,
        properties,
        share,
        'relay-megabytes': megabytes,
        ...other
    } = config;
    if (other.type === 'kafka') {
        const { name, type, user, description, tls } = other;
        return prune({
            name,
            type,
            user,
            ...(description === undefined ? {} : { description }),
            ...(tls === undefined || tls === 'preferred' ? {} : { tls }),
            ...('password' in other ? { password: other.password } : {}),
            ...(servers === undefined ? {} : { servers }),
            ...(topic === undefined ? {} : { topic }),
            ...(before === undefined ? {} : { before }),
            ...(tombstones === undefined ? {} : { tombstones }),
            ...(properties === undefined ? {} : { properties: pairs(properties) }),
        });
    }
    const named = other.type === 'postgresql' || other.type === 'oracle';
    const sharing =
        other.type === 'mysql'
            ? {
                  ...(share === undefined ? {} : { share }),
                  ...(share === 'never' || megabytes === undefined ? {} : { 'relay-megabytes': megabytes }),
              }
            : {};
    const rest = { ...other, ...sharing, ...(named && database !== undefined ? { database } : {}) };
    return prune(
        by === 'group'
            ? { ...rest, ...(group === undefined ? {} : { 'failover-group': group }) }
            : { ...rest, ...(host === undefined ? {} : { host }) },
    );
}

function pairs(texts: string[]): Record<string, string> {
    return Object.fromEntries(
        texts.map((text) => {
            const equal = text.indexOf('=');
            return equal < 0 ? [text, ''] : [text.slice(0, equal).trim(), text.slice(equal + 1).trim()];
        }),
    );
}

/** What Kafka has instead of a host. */
function KafkaFields() {
    const { t } = useTexts();
    return (
        <>
            <TagsField required name="servers" label={t('endpoint.servers')} placeholder="k1:9092" />
            <TextField name="topic" label={t('endpoint.topic')} placeholder="{schema}.{table}" />
            <SwitchField name="before" label={t('endpoint.before')} />
            <SwitchField name="tombstones" label={t('endpoint.tombstones')} />
            <TagsField
                name="properties"
                label={t('endpoint.properties')}
                placeholder="compression.type=zstd"
            />
        </>
    );
}

/** Whether a node reads the log once for all of its pipelines. */
function ShareFields() {
    const { t } = useTexts();
    return (
        <>
            <SelectField
                name="share"
                label={t('endpoint.share')}
                hint={t('endpoint.share.hint')}
                choices={(['auto', 'always', 'never'] as const).map((value) => ({
                    value,
                    label: t(`share.${value}`),
                }))}
            />
            <Form.Item noStyle dependencies={['share']}>
                {({ getFieldValue }) =>
                    (getFieldValue('share') === 'always' ||
                        (getFieldValue('share') !== 'never' &&
                            getFieldValue('relay-megabytes') !== undefined)) && (
                        <NumberField
                            name="relay-megabytes"
                            label={t('endpoint.relay')}
                            hint={t('endpoint.relay.hint')}
                            min={1}
                            max={1_048_576}
                            unit="MB"
                            placeholder="1024"
                        />
                    )
                }
            </Form.Item>
        </>
    );
}

/** Where a database is. */
function AddressFields() {
    const { t } = useTexts();
    return (
        <>
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
        </>
    );
}

/** The fields of an endpoint, with a test of what was typed. */
export function EndpointFields({ form, editing }: { form: FormInstance; editing: boolean }) {
    const { t } = useTexts();
    const check = useCheckEndpoint();
    const test = async () => {
        const values = (await form.validateFields()) as EndpointValues;
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
                    { value: 'kafka', label: 'Kafka' },
                    { value: 'oracle', label: 'Oracle' },
                ]}
            />
            <Form.Item noStyle dependencies={['type']}>
                {({ getFieldValue }) =>
                    getFieldValue('type') === 'kafka' ? <KafkaFields /> : <AddressFields />
                }
            </Form.Item>
            <Form.Item noStyle dependencies={['type']}>
                {({ getFieldValue }) =>
                    ['postgresql', 'oracle'].includes(getFieldValue('type') as string) && (
                        <TextField
                            required
                            name="database"
                            label={t(
                                getFieldValue('type') === 'oracle' ? 'endpoint.service' : 'endpoint.database',
                            )}
                        />
                    )
                }
            </Form.Item>
            <Form.Item noStyle dependencies={['type']}>
                {({ getFieldValue }) => (
                    <TextField
                        required={getFieldValue('type') !== 'kafka'}
                        name="user"
                        label={t('endpoint.user')}
                    />
                )}
            </Form.Item>
            <TextField
                secret
                name="password"
                label={t('login.password')}
                {...(editing ? { hint: t('endpoint.password.keep') } : {})}
            />
            <Form.Item noStyle dependencies={['type']}>
                {({ getFieldValue }) => (
                    <SelectField
                        required
                        name="tls"
                        label="TLS"
                        choices={(getFieldValue('type') === 'kafka' ? KAFKA_TLS : TLS).map((value) => ({
                            value,
                            label: t(`tls.${value}`),
                        }))}
                    />
                )}
            </Form.Item>
            <Form.Item noStyle dependencies={['type']}>
                {({ getFieldValue }) => getFieldValue('type') === 'mysql' && <ShareFields />}
            </Form.Item>
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
