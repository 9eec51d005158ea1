import type { AxiosStatic } from 'axios';
import { makeAdapter } from './http/axios-adapter.ts';

const axios: AxiosStatic = require('axios/dist/browser/axios.cjs');

axios.defaults.adapter = makeAdapter(axios);

module.exports = axios;
