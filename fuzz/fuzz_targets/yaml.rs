#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| noticelint_fuzz::check("schema.yaml", bytes));
