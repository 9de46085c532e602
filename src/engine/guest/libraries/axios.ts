import type { Library } from '../library';

/** The part of axios that scripts use: requests by verb, JSON both ways, an error beyond 2xx. */
export const axios: Library = {
  exports: ['get', 'post', 'put', 'patch', 'request'],
  source: String.raw`({ request, parse, stringify }) => {
    const query = (params) =>
      Object.keys(params || {})
        .map((name) => encodeURIComponent(name) + '=' + encodeURIComponent(params[name]))
        .join('&');
    const saysType = (headers) => Object.keys(headers || {}).some((name) => name.toLowerCase() === 'content-type');
    const send = async (config) => {
      const search = query(config.params);
      const url = (config.baseURL || '') + config.url + (search === '' ? '' : (config.url.includes('?') ? '&' : '?') + search);
      const isText = config.data === undefined || typeof config.data === 'string';
      const response = await request(url, {
        method: (config.method || 'get').toUpperCase(),
        headers: isText || saysType(config.headers) ? config.headers : { 'content-type': 'application/json', ...config.headers },
        body: isText ? config.data : stringify(config.data),
        timeout: config.timeout,
      });
      let data = response.body;
      try {
        data = parse(response.body);
      } catch (notJson) {}
      const answer = { status: response.status, headers: response.headers, data, config };
      if (response.status >= 200 && response.status < 300) return answer;
      throw Object.assign(new Error('Request failed with status code ' + response.status), { response: answer });
    };
    const axios = (first, config) => send(typeof first === 'string' ? { ...config, url: first } : first);
    for (const verb of ['get', 'delete', 'head', 'options'])
      axios[verb] = (url, config) => send({ ...config, url, method: verb });
    for (const verb of ['post', 'put', 'patch'])
      axios[verb] = (url, data, config) => send({ ...config, url, data, method: verb });
    axios.request = send;
    axios.create = (defaults) => Object.assign((config) => send({ ...defaults, ...config }), axios);
    return axios;
  }`,
};
