//! The binary `changeover`.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let command = server::cli::Command::parse();
    server::cli::trace();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("changeover: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(server::cli::run(command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("changeover: {reason}");
            ExitCode::FAILURE
        }
    }
}
