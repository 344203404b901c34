"""Read and write files safely: whole or not at all, compared by content, merged by line."""
