//! Cargo does not see a folder that was empty when it was embedded: it is told to look.

fn main() {
    println!("cargo::rerun-if-changed=../target/site");
}
