"""Papers (文书与表格): workbooks in and out, and what is printed; made from plain values, without the store."""
